-- +goose Up
-- Ways of looking at the list that people have named: one's own, or a group's (grp; empty = the owner's alone). query is what
-- stands behind the ? of the address.
CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  owner TEXT NOT NULL,
  grp TEXT NOT NULL,
  name TEXT NOT NULL,
  query TEXT NOT NULL,
  made_at BIGINT NOT NULL
);
CREATE INDEX saved_view_owner ON saved_view (owner);

-- +goose Down
DROP TABLE saved_view;
