package main

import (
	"bytes"
	"fmt"

	"golang.org/x/mod/sumdb/note"
)

// denials changes each file that was read, a bit at a time, and holds that both checkers say no; else they could not
// have said anything by saying yes.
func denials(src *source, log *checked, verifier note.Verifier, checkpoints map[string][]byte, receipts map[string]statement) error {
	changes := 0
	for path, content := range log.files {
		for _, place := range places(content) {
			changed := src.with(path, flipped(content, place))
			if _, err := check(changed, verifier); err == nil {
				return fmt.Errorf("x/mod did not notice that byte %d of %s was changed", place, path)
			}
			if err := fsckSays(changed, verifier); err == nil {
				return fmt.Errorf("fsck did not notice that byte %d of %s was changed", place, path)
			}
			changes++
		}
	}
	for name, checkpoint := range checkpoints {
		for _, place := range places(checkpoint) {
			if _, err := openCheckpoint(flipped(checkpoint, place), verifier); err == nil {
				return fmt.Errorf("x/mod did not notice that byte %d of checkpoint %s was changed", place, name)
			}
			changes++
		}
	}
	for name, s := range receipts {
		for _, place := range places(s.receipt) {
			if err := log.checkReceipt(verifier, statement{s.bytes, flipped(s.receipt, place)}); err == nil {
				return fmt.Errorf("a changed byte %d of receipt %s was not noticed", place, name)
			}
			changes++
		}
		if err := log.checkReceipt(verifier, statement{flipped(s.bytes, len(s.bytes)/2), s.receipt}); err == nil {
			return fmt.Errorf("receipt %s holds for another statement, too", name)
		}
		changes++
	}
	fmt.Printf("x/mod and fsck: %d changes to %d files, each noticed\n", changes, len(log.files)+len(checkpoints)+2*len(receipts))
	return nil
}

// places are the first byte, the last but a few, and some between. Not the very last: base64 may have bits there that
// a decoder leaves unread, as RFC 4648, section 3.5 permits.
func places(content []byte) []int {
	found := []int{0}
	for i := 1; i < 8; i++ {
		found = append(found, i*(len(content)-5)/8)
	}
	return append(found, len(content)-5)
}

func flipped(content []byte, place int) []byte {
	changed := bytes.Clone(content)
	changed[place] ^= 0x10
	return changed
}
