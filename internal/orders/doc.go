// Package orders asks the shop's own system what a customer has ordered (docs/orders.md): one signed call, answered by a few cards that
// agents read beside the conversation. It writes nothing, believes nothing of the answer but its texts, and never holds anything up:
// what does not come in time is an answer too. It refuses to know who may ask, and which addresses may be called.
package orders
