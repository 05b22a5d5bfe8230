-- +goose Up
-- Who somebody is at a provider of single sign-on (S-AU1). The provider's subject is what counts: an account name that is given to another
-- person there leads nobody in here. One subject of an issuer for each person.
CREATE TABLE sign_in_identity (
  issuer TEXT NOT NULL,
  subject TEXT NOT NULL,
  id TEXT NOT NULL UNIQUE,
  agent TEXT NOT NULL,
  account TEXT NOT NULL,      -- as the provider called it when they were linked
  linked_at BIGINT NOT NULL,
  seen_at BIGINT NOT NULL,
  PRIMARY KEY (issuer, subject),
  UNIQUE (issuer, agent)
);
CREATE INDEX sign_in_identity_agent ON sign_in_identity (agent);

-- Trips to a provider that have ended: each ends once. A row goes when its trip would have run out.
CREATE TABLE sign_in_state (state TEXT PRIMARY KEY, until BIGINT NOT NULL);
CREATE INDEX sign_in_state_until ON sign_in_state (until);

-- +goose Down
DROP TABLE sign_in_state; DROP TABLE sign_in_identity;
