-- Identifiers as the members of a sharing community have them (src/exchange/community.ts): pseudonyms under the community's key, ''
-- where none was joined. Never exported: private matching takes them as its input.
ALTER TABLE accounts ADD COLUMN IF NOT EXISTS shared_email String;
ALTER TABLE accounts ADD COLUMN IF NOT EXISTS shared_phone String;
ALTER TABLE accounts ADD COLUMN IF NOT EXISTS shared_payment String;
