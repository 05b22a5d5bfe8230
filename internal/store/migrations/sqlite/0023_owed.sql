-- +goose Up
-- What the column asks counts has grown: beside the questions that wait also what else somebody owes somebody because of the
-- session (FLW-11). Of what older programs wrote that is the promises, which they did not count.
UPDATE session SET asks = asks + json_array_length(state, '$.promises') WHERE phase <> 'closed' AND json_array_length(state, '$.promises') > 0;

-- +goose Down
UPDATE session SET asks = asks - json_array_length(state, '$.promises') WHERE phase <> 'closed' AND json_array_length(state, '$.promises') > 0;
