/** A STIX 2.1 object: of which type it is, and whatever that type has. */
export interface StixObject {
  type: string;
  id: string;
  spec_version?: string;
  [property: string]: unknown;
}

export interface Bundle {
  type: 'bundle';
  id: string;
  objects: StixObject[];
}

/** STIX wants milliseconds, and UTC. */
export const stamp = (time: string): string => new Date(time).toISOString();
