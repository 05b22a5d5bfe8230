package memstore

// BucketCount is how many buckets are remembered.
func (b *buckets) BucketCount() int {
	b.mu.Lock()
	defer b.mu.Unlock()
	return len(b.full)
}
