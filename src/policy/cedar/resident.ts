import { instancesBroken, withCedar } from './engine.ts';

// Cedar keeps a policy set that it has parsed under a name, and never lets go of a name: with a name each, a thousand reloads of
// fifty policies took 80 MB for good. So there are few names, and who was asked longest ago makes room.

const NAMES = 8;

interface Place {
  name: string;
  owner: Resident | undefined;
}

let broken = 0;
/** The one asked last is the last. */
let places: Place[] = [];

/** A policy set that Cedar has parsed, wherever it is put. */
export class Resident {
  readonly #policies: Record<string, string>;

  /** @param policies texts by id; valid ones */
  constructor(policies: Record<string, string>) {
    this.#policies = policies;
  }

  /** The name under which Cedar has it now. Throws where it cannot be parsed. */
  name(): string {
    if (broken !== instancesBroken() || places.length === 0) {
      places = Array.from({ length: NAMES }, (_, i) => ({ name: `set-${i}`, owner: undefined }));
      broken = instancesBroken();
    }
    if (places.at(-1)!.owner === this) return places.at(-1)!.name;
    const at = Math.max(
      0,
      places.findIndex(({ owner }) => owner === this),
    );
    const [place] = places.splice(at, 1) as [Place];
    places.push(place);
    if (place.owner !== this) this.#parse(place);
    return place.name;
  }

  #parse(place: Place): void {
    place.owner = undefined;
    const answer = withCedar(cedar =>
      cedar.preparsePolicySet(place.name, { staticPolicies: this.#policies }),
    );
    if (answer.type === 'failure') throw new Error(answer.errors.map(({ message }) => message).join('; '));
    place.owner = this;
  }
}
