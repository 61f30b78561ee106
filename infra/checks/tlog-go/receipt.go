package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// statement is one, and its receipt.
type statement struct {
	bytes   []byte
	receipt []byte
}

func readReceipts(folder string) (map[string]statement, error) {
	proofs, err := files(folder, ".tlog-proof")
	if err != nil {
		return nil, err
	}
	statements, err := files(folder, ".jws")
	if err != nil {
		return nil, err
	}
	found := map[string]statement{}
	for name, proof := range proofs {
		if statements[name] == nil {
			return nil, fmt.Errorf("%s.tlog-proof is there without its statement", name)
		}
		found[name] = statement{statements[name], proof}
	}
	return found, nil
}

// checkReceipt checks a receipt in the form of C2SP tlog-proof, for a statement and a log that may have grown since.
func (log *checked) checkReceipt(verifier note.Verifier, s statement) error {
	head, message, found := bytes.Cut(s.receipt, []byte("\n\n"))
	if !found {
		return fmt.Errorf("there is no empty line in it")
	}
	lines := strings.Split(string(head), "\n")
	if len(lines) < 3 || lines[0] != "c2sp.org/tlog-proof@v1" {
		return fmt.Errorf("it begins with %q", lines[0])
	}
	extra, isExtra := strings.CutPrefix(lines[1], "extra ")
	index, isIndex := strings.CutPrefix(lines[2], "index ")
	if !isExtra || !isIndex {
		return fmt.Errorf("its second and third line are %q and %q", lines[1], lines[2])
	}
	entry, err := base64.StdEncoding.Strict().DecodeString(extra)
	if err != nil {
		return fmt.Errorf("extra: %w", err)
	}
	at, err := number(index)
	if err != nil {
		return err
	}
	var proof tlog.RecordProof
	for _, line := range lines[3:] {
		h, err := hash(line)
		if err != nil {
			return err
		}
		proof = append(proof, h)
	}

	tree, err := openCheckpoint(message, verifier)
	if err != nil {
		return err
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, at, tlog.RecordHash(entry)); err != nil {
		return err
	}
	if tree.N > log.tree.N || !bytes.Equal(entry, log.entries[at]) {
		return fmt.Errorf("entry %d of the log is another one", at)
	}
	var read record
	if err := json.Unmarshal(entry, &read); err != nil {
		return err
	}
	if sum := sha256.Sum256(s.bytes); read.Statement != hex.EncodeToString(sum[:]) {
		return fmt.Errorf("entry %d is of another statement", at)
	}
	return nil
}
