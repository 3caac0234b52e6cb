import type { SharedCampaign } from '../model.ts';

/** What was done, and its name in MITRE ATLAS where it has one. */
export interface Technique {
  name: string;
  description: string;
  atlas?: { id: string; name: string };
  applies(campaign: SharedCampaign): boolean;
}

/** A capability that so great a part of the exchanges ask for is what the campaign is after. */
const MUCH = 0.1;
const asks = (name: string) => (campaign: SharedCampaign) => (campaign.capabilities[name] ?? 0) >= MUCH;
const shows = (kinds: readonly string[]) => (campaign: SharedCampaign) =>
  campaign.indicators.some(({ kind }) => kinds.includes(kind));
const harvests = ({ verdict }: SharedCampaign) => verdict === 'harvesting';

export const techniques: readonly Technique[] = [
  {
    name: 'Model extraction through the API',
    description: 'Answers of the model are collected over many accounts, as training data for another.',
    atlas: { id: 'AML.T0024.002', name: 'Exfiltration via AI Inference API: Extract AI Model' },
    applies: harvests,
  },
  {
    name: 'Use of the inference API',
    description: 'The model is reached as its customers reach it.',
    atlas: { id: 'AML.T0040', name: 'AI Model Inference API Access' },
    applies: () => true,
  },
  {
    name: 'Accounts made for the purpose',
    description: 'Many accounts are fed by one queue; each of them alone looks ordinary.',
    atlas: { id: 'AML.T0021', name: 'Establish Accounts' },
    applies: ({ accounts }) => accounts > 1,
  },
  {
    name: 'Training of a student model',
    description:
      'What is collected suits the training of a model that imitates this one. That one was trained is not shown by the traffic.',
    atlas: { id: 'AML.T0005.001', name: 'Create Proxy AI Model: Train Proxy via Replication' },
    applies: harvests,
  },
  {
    name: 'Elicitation of reasoning',
    description: 'Requests ask for the reasoning to be written out.',
    applies: asks('chain_of_thought'),
  },
  {
    name: 'The model as a judge',
    description: 'Requests ask for answers to be graded: a reward model for training.',
    applies: asks('grading'),
  },
  {
    name: 'Templates',
    description: 'Requests are filled into templates that all accounts share.',
    applies: shows(['opening', 'closing', 'phrase']),
  },
];
