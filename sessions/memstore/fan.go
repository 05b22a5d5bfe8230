package memstore

import (
	"bytes"
	"context"

	"firstline/sessions/memstore/fanout"
)

// fan is the fan-out within this process.
type fan struct{ hub fanout.Hub }

// Publish hands a copy of the payload to every subscriber of the topic. It never waits for one.
func (f *fan) Publish(ctx context.Context, topic string, payload []byte) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	f.hub.Deliver(topic, bytes.Clone(payload))
	return nil
}

// Subscribe calls handle in order, one payload at a time; nil says that it was too slow and something was dropped.
func (f *fan) Subscribe(topic string, handle func(payload []byte)) (stop func(), err error) {
	return f.hub.Subscribe(topic, handle)
}
