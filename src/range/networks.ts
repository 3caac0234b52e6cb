import type { Rng } from './rng.ts';
import { DAY, type Place, place } from './world.ts';

/** Where requests come from. `address` may change by day (leases) and by session (mobile, exits). */
export interface Network {
  asn: number;
  country: string;
  address(rng: Rng, ms: number): string;
}

// Private-use ASNs and addresses of 240.0.0.0/4 and 2001:db8::/32: nobody's. Each ASN has 1,024 /24s.
const BASE = 64512;
const HOSTING = 690;
const SITES = 800;
const v4 = (asn: number, prefix: number, host: number): string => {
  const address = ((asn - BASE) << 18) | (prefix << 8) | host;
  return `${240 + ((address >>> 24) & 15)}.${(address >>> 16) & 255}.${(address >>> 8) & 255}.${address & 255}`;
};

/** A household's line: IPv4 with a lease of weeks, or an IPv6 prefix with hosts that change. */
export function home({ index, country }: Place, rng: Rng): Network {
  const asn = BASE + index * 10 + rng.int(5);
  const prefix = rng.int(1024);
  const lease = rng.between(6, 60) * DAY;
  const key = rng.child('lease');
  const six = rng.chance(0.3) ? `2001:db8:${asn.toString(16)}:${rng.int(65536).toString(16)}` : null;
  return {
    asn,
    country,
    address: (r, ms) =>
      six ? `${six}::${r.int(6) + 1}` : v4(asn, prefix, 1 + key.child(Math.floor(ms / lease)).int(254)),
  };
}

/** A mobile carrier: a few exits that thousands of strangers share. */
export function mobile({ index, country }: Place, rng: Rng): Network {
  const asn = BASE + index * 10 + 5 + rng.int(3);
  const region = rng.int(6);
  return { asn, country, address: r => v4(asn, region * 4 + r.int(4), 1 + r.int(254)) };
}

/** A consumer VPN: strangers on the same few dozen exits. */
export function vpn(rng: Rng): Network {
  const service = rng.int(6);
  const exits = Array.from({ length: 3 }, () => exit(HOSTING + service, 12, rng));
  return { ...exits[0]!, address: r => r.pick(exits).address(r, 0) };
}

/** A server someone rents, or a cloud function's changing addresses. */
export function server(rng: Rng): Network {
  const asn = HOSTING + BASE + 6 + rng.int(24);
  const [prefix, host, country] = [rng.int(1024), 1 + rng.int(254), place(rng).country];
  const fixed = rng.chance(0.7);
  return { asn, country, address: r => v4(asn, prefix, fixed ? host : 1 + r.int(254)) };
}

/** A campus's or a company's own network: all members leave by a handful of addresses. */
export function site(rng: Rng, { country }: Place): Network {
  const asn = BASE + SITES + rng.int(200);
  const prefix = rng.int(1024);
  const exits = 2 + rng.int(6);
  return { asn, country, address: r => v4(asn, prefix, 10 + r.int(exits)) };
}

/** Exits of a proxy seller: hosting, or lines of households (`residential`). */
export function proxies(rng: Rng, count: number): Network[] {
  return Array.from({ length: count }, () => {
    if (rng.chance(0.45)) return home(place(rng), rng);
    return exit(HOSTING + rng.int(30), 1024, rng);
  });
}

function exit(offset: number, prefixes: number, rng: Rng): Network {
  const asn = BASE + offset;
  const [prefix, host, country] = [rng.int(prefixes), 1 + rng.int(254), place(rng).country];
  return { asn, country, address: () => v4(asn, prefix, host) };
}
