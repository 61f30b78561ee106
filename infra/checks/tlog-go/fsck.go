package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/transparency-dev/tessera/api"
	"github.com/transparency-dev/tessera/fsck"
	"golang.org/x/mod/sumdb/note"
)

// fsckSays runs what Tessera's command fsck runs. (The command itself ends with status 0 whatever it finds.)
func fsckSays(src *source, verifier note.Verifier) error {
	check := fsck.New(verifier.Name(), verifier, src, leafHashes, fsck.Opts{N: 16})
	done := make(chan error, 1)
	go func() { done <- check.Check(context.Background()) }()
	select {
	case err := <-done:
		return err
	case <-time.After(20 * time.Second):
		panic("fsck does not come to an end")
	}
}

// leafHashes are RFC 9162's: SHA-256 of a zero byte and the entry.
func leafHashes(bundle []byte) ([][]byte, error) {
	var read api.EntryBundle
	if err := read.UnmarshalText(bundle); err != nil {
		return nil, fmt.Errorf("bundle: %w", err)
	}
	hashes := make([][]byte, 0, len(read.Entries))
	for _, entry := range read.Entries {
		sum := sha256.Sum256(append([]byte{0}, entry...))
		hashes = append(hashes, sum[:])
	}
	return hashes, nil
}
