package search

import (
	"context"

	"firstline/internal/desk"
	"firstline/internal/search/token"
	"firstline/internal/store"
	"firstline/internal/store/dbq"
)

// docsOf are messages of one session, in their order, as the index keeps them: their texts and the names of their files. What
// was erased has no tokens, and a message without any is taken out.
func (x *Index) docsOf(ctx context.Context, messages []dbq.Message) ([]store.TextDoc, error) {
	names, err := x.namesOf(ctx, messages)
	if err != nil {
		return nil, err
	}
	docs := make([]store.TextDoc, len(messages))
	for i, m := range messages {
		text := m.Text
		if len(text) > longText {
			text = text[:longText]
		}
		docs[i] = store.TextDoc{Session: m.Session, Seq: m.Seq, At: m.At, Tokens: token.Of(joined(text, names[m.Seq]))}
	}
	return docs, nil
}

// namesOf are the names of the messages' files, by their places. Nothing is read for messages without any.
func (x *Index) namesOf(ctx context.Context, messages []dbq.Message) (map[int64][]string, error) {
	var p dbq.FilesOfParams
	for _, m := range messages {
		if !desk.Kind(m.Kind).HasFile() {
			continue
		}
		if p.Session == "" {
			p.Session, p.First = m.Session, m.Seq
		}
		p.Last = m.Seq
	}
	if p.Session == "" {
		return nil, nil
	}
	files, err := x.o.Record.FilesOf(ctx, p)
	if err != nil {
		return nil, err
	}
	names := map[int64][]string{}
	for _, f := range files {
		names[f.Seq] = append(names[f.Seq], f.Name)
	}
	return names, nil
}
