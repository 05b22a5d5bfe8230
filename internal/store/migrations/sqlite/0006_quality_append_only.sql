-- +goose Up
-- Who drew what and what was found is evidence: nothing may change or remove it through SQL.
-- +goose StatementBegin
CREATE TRIGGER draw_promise_no_update BEFORE UPDATE ON draw_promise BEGIN SELECT RAISE(ABORT, 'draw_promise is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER draw_promise_no_delete BEFORE DELETE ON draw_promise BEGIN SELECT RAISE(ABORT, 'draw_promise is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER draw_no_update BEFORE UPDATE ON draw BEGIN SELECT RAISE(ABORT, 'draw is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER draw_no_delete BEFORE DELETE ON draw BEGIN SELECT RAISE(ABORT, 'draw is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER draw_item_no_update BEFORE UPDATE ON draw_item BEGIN SELECT RAISE(ABORT, 'draw_item is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER draw_item_no_delete BEFORE DELETE ON draw_item BEGIN SELECT RAISE(ABORT, 'draw_item is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER review_no_update BEFORE UPDATE ON review BEGIN SELECT RAISE(ABORT, 'review is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER review_no_delete BEFORE DELETE ON review BEGIN SELECT RAISE(ABORT, 'review is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER scorecard_no_update BEFORE UPDATE ON scorecard BEGIN SELECT RAISE(ABORT, 'scorecard is append-only'); END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER scorecard_no_delete BEFORE DELETE ON scorecard BEGIN SELECT RAISE(ABORT, 'scorecard is append-only'); END;
-- +goose StatementEnd

-- +goose Down
DROP TRIGGER draw_promise_no_update; DROP TRIGGER draw_promise_no_delete; DROP TRIGGER draw_no_update; DROP TRIGGER draw_no_delete; DROP TRIGGER draw_item_no_update; DROP TRIGGER draw_item_no_delete; DROP TRIGGER review_no_update; DROP TRIGGER review_no_delete; DROP TRIGGER scorecard_no_update; DROP TRIGGER scorecard_no_delete;
