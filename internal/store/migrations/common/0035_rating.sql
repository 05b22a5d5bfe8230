-- +goose Up
-- What customers said of closes, and the closes that asked for it, by time (SAT-01). Nothing else of the log is in them.
CREATE INDEX event_rated ON event (at) WHERE kind = 'rated';
CREATE INDEX event_close ON event (at) WHERE kind = 'close_requested';

-- +goose Down
DROP INDEX event_close; DROP INDEX event_rated;
