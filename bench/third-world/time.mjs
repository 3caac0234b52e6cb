// Times are seconds since 1970.
export const hour = 3600;
export const day = 86_400;
export const iso = time => new Date(Math.floor(time * 1000)).toISOString();
