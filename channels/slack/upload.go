package slack

import (
	"cmp"
	"context"
	"errors"
	"io"
	"net/url"

	"github.com/slack-go/slack"

	"firstline/channels"
	"firstline/internal/desk"
)

// maxFile is the largest file that Slack takes, in bytes (docs.slack.dev, "Working with files": 1 GB).
const maxFile = 1 << 30

// maxBlock is the longest text of a block, in characters (docs.slack.dev, "Text object").
const maxBlock = 3000

// upload sends a file with its caption: an address is asked for, the bytes go there, and only the last call shows the file
// to anybody. Whatever fails before that call may be done again. It is shared into the conversation alone and never made
// public. Of the message Slack names nothing but the file.
func (a *account) upload(ctx context.Context, out desk.Outbound, channel, thread string) (desk.Receipt, error) {
	id, err := a.bytes(ctx, out.File)
	if err != nil {
		se := judge(err)
		if se.Reason == channels.Ambiguous {
			se.Reason = channels.Unreachable // nobody has seen anything yet
		}
		return desk.Receipt{}, se
	}
	p := slack.CompleteUploadExternalParameters{Files: []slack.FileSummary{{ID: id, Title: out.File.Name}}, Channel: channel, ThreadTimestamp: thread}
	if out.Text != "" {
		p.Blocks = slack.Blocks{BlockSet: []slack.Block{paragraph(out.Text)}}
	}
	done, err := a.client.CompleteUploadExternalContext(ctx, p)
	if err == nil && len(done.Files) == 0 {
		err = errors.New("an answer that names no file")
	}
	if err != nil {
		return desk.Receipt{}, judge(err)
	}
	return desk.Receipt{ExternalID: done.Files[0].ID}, nil
}

// bytes hands the file's bytes to Slack and gives the id under which it has them.
func (a *account) bytes(ctx context.Context, f *desk.Attachment) (string, error) {
	if f.Size <= 0 {
		return "", &channels.SendError{Reason: channels.Refused, Detail: "Slack takes no empty files"}
	}
	at, err := a.client.GetUploadURLExternalContext(ctx, slack.GetUploadURLExternalParameters{FileName: cmp.Or(f.Name, "file"), FileSize: int(f.Size)})
	if err != nil {
		return "", err
	}
	body, err := f.Open()
	if err != nil {
		return "", &channels.SendError{Reason: channels.Unreachable, Detail: "the file cannot be read", Err: err}
	}
	defer func() { _ = body.Close() }()
	err = a.client.UploadToURL(ctx, slack.UploadToURLParameters{UploadURL: at.UploadURL, Filename: cmp.Or(f.Name, "file"), Reader: io.LimitReader(body, f.Size)})
	var where *url.Error
	if errors.As(err, &where) {
		err = where.Err // without the address, which lets anybody upload who has it
	}
	return at.FileID, err
}

// paragraph is a text in which nothing is markup.
func paragraph(text string) slack.Block {
	return slack.NewSectionBlock(slack.NewTextBlockObject(slack.PlainTextType, text, false, false), nil, nil)
}

// buttons are what a customer may press below a message.
func buttons(choices []desk.Choice) slack.Block {
	all := make([]slack.BlockElement, len(choices))
	for i, c := range choices {
		all[i] = slack.NewButtonBlockElement(choiceID+c.Value, c.Value, slack.NewTextBlockObject(slack.PlainTextType, c.Label, false, false))
	}
	return slack.NewActionBlock(choicesID, all...)
}
