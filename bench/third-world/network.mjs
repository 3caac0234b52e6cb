// Where requests come from: countries, home and data-centre addresses, clients and their TLS fingerprints.
import { createHash } from 'node:crypto';
import { times } from './random.mjs';

/** `zone`: hours from UTC. `weight`: its share of accounts. */
export const countries = {
  US: { zone: -6, language: 'en', weight: 30 },
  GB: { zone: 0, language: 'en', weight: 9 },
  IN: { zone: 5.5, language: 'en', weight: 12 },
  DE: { zone: 1, language: 'de', weight: 8 },
  FR: { zone: 1, language: 'fr', weight: 7 },
  ES: { zone: 1, language: 'es', weight: 4 },
  MX: { zone: -6, language: 'es', weight: 4 },
  BR: { zone: -3, language: 'pt', weight: 7 },
  JP: { zone: 9, language: 'ja', weight: 6 },
  RU: { zone: 3, language: 'ru', weight: 3 },
  CA: { zone: -5, language: 'en', weight: 5 },
  AU: { zone: 10, language: 'en', weight: 4 },
  SG: { zone: 8, language: 'en', weight: 3 },
  HK: { zone: 8, language: 'zh', weight: 4 },
  TW: { zone: 8, language: 'zh', weight: 4 },
  NL: { zone: 1, language: 'en', weight: 3 },
  PL: { zone: 1, language: 'en', weight: 3 },
  CN: { zone: 8, language: 'zh', weight: 2 },
  AR: { zone: -3, language: 'es', weight: 2 },
  KR: { zone: 9, language: 'en', weight: 3 },
};

const systems = ['Windows NT 10.0; Win64; x64', 'Macintosh; Intel Mac OS X 10_15_7', 'X11; Linux x86_64'];
/** `agent`: the user agent. `library`: what makes its TLS fingerprint. */
export const browsers = [
  ...systems.flatMap(system =>
    times(12, i => ({
      agent: `Mozilla/5.0 (${system}) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${128 + i}.0.0.0 Safari/537.36`,
      library: `chrome${Math.floor((128 + i) / 3)}`,
    })),
  ),
  ...times(6, i => ({
    agent: `Mozilla/5.0 (iPhone; CPU iPhone OS 18_${i} like Mac OS X) AppleWebKit/605.1.15 Version/18.${i} Mobile/15E148 Safari/604.1`,
    library: 'safari18',
  })),
];
export const libraries = [
  'python-requests/2.31.0 python-requests/2.32.3 python-requests/2.32.4 python-requests/2.28.1',
  'openai-python/1.55.0 openai-python/1.68.2 openai-python/1.99.1 openai-python/2.1.0',
  'anthropic-sdk-python/0.40.0 anthropic-sdk-python/0.49.0 anthropic-sdk-python/0.57.1 anthropic-sdk-python/0.62.0',
  'node-fetch/1.0 node-fetch/3.3 anthropic-sdk-typescript/0.39.0 anthropic-sdk-typescript/0.52.0',
  'axios/1.7.9 axios/1.8.4 curl/8.5.0 curl/7.88.1 Go-http-client/1.1 Go-http-client/2.0 okhttp/4.12.0',
  'langchain/0.3.1 langchain/0.2.16',
].flatMap(line => line.split(' ').map(library));

/** A client that is `name/version`: the version's first four characters tell its fingerprint. */
export function library(agent) {
  const [name, version] = agent.split('/');
  return { agent, library: name + version.slice(0, 4) };
}

export function fingerprint(of) {
  const hash = createHash('md5').update(of).digest('hex');
  const ciphers = 10 + (Number.parseInt(hash[0], 16) % 9);
  const extensions = 10 + (Number.parseInt(hash[1], 16) % 6);
  return `t13d${ciphers}${extensions}h2_${hash.slice(2, 14)}_${hash.slice(14, 26)}`;
}

const clouds = [16509, 15169, 8075, 14061, 24940, 16276, 45102, 132203];
const publicBytes = times(221, i => i + 2).filter(byte => byte !== 10 && byte !== 127);

export class Network {
  #providers = {};
  #clouds;

  constructor(random) {
    this.random = random;
    for (const country in countries)
      this.#providers[country] = times(random.between(5, 14), () => ({
        asn: random.between(1000, 399_000),
        prefixes: times(random.between(2, 9), () => [random.pick(publicBytes), random.below(256)]),
      }));
    this.#clouds = clouds.map(asn => ({
      asn,
      prefixes: times(12, () => [random.between(3, 222), random.below(256)]),
    }));
  }

  #host([first, second]) {
    return `${first}.${second}.${this.random.below(256)}.${this.random.between(1, 254)}`;
  }

  /** An address at a provider of homes; a few providers have most of a country. */
  home(country) {
    const providers = this.#providers[country];
    const { asn, prefixes } = providers[Math.min(this.random.geometric(1 / 0.45), providers.length - 1)];
    return { ip: this.#host(this.random.pick(prefixes)), asn, country };
  }

  homes(country, count) {
    return times(count, () => this.home(country));
  }

  dataCentre(cloud = this.random.below(this.#clouds.length)) {
    const { asn, prefixes } = this.#clouds[cloud];
    const country = this.random.pick(['US', 'US', 'DE', 'IE', 'SG']);
    return { ip: this.#host(this.random.pick(prefixes)), asn, country };
  }

  /** Addresses of the same /24. */
  neighbours({ ip, asn }, count, country) {
    const block = ip.replace(/\.\d+$/, '');
    return times(count, () => ({ ip: `${block}.${this.random.between(1, 254)}`, asn, country }));
  }

  /** Addresses of the same /16. */
  campus({ ip, asn, country }, count) {
    const prefix = ip.split('.').slice(0, 2);
    return times(count, () => ({ ip: this.#host(prefix), asn, country }));
  }

  /** Networks whose addresses are rented out, as by a proxy service. */
  rented(count) {
    const { random } = this;
    return times(count, () => ({
      prefix: [random.between(20, 220), random.below(256)],
      asn: random.between(1000, 399_000),
      country: random.pick(Object.keys(countries)),
    }));
  }

  rentedAddresses(networks, count) {
    return times(count, () => {
      const { prefix, asn, country } = this.random.pick(networks);
      return { ip: this.#host(prefix), asn, country };
    });
  }
}
