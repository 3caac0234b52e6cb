/** The parts of a world that every world has; `scale` is of the people's volumes. */
export const ordinary = (people = 6000, scale = 1) => [
  ['people', { count: people, scale }],
  ['business', { count: 60 }],
  ['agents', { count: 100 }],
  ['cron', { count: 150 }],
  ['labelling', { count: 5 }],
];
