// Checks a log that Assay serves with code that is not Assay's: golang.org/x/mod's signed notes and tiled trees, and
// Tessera's fsck. Then it changes the log a bit at a time and holds that both say no.
//
//	tlog URL VKEY CHECKPOINTS RECEIPTS
//
// URL is where the log is served, VKEY the public key of its checkpoints, CHECKPOINTS a folder of checkpoints that it
// had before, and RECEIPTS a folder of statements (NAME.jws) and their receipts (NAME.tlog-proof).
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"k8s.io/klog/v2"
)

func main() {
	if len(os.Args) != 5 {
		fmt.Fprintln(os.Stderr, "usage: tlog URL VKEY CHECKPOINTS RECEIPTS")
		os.Exit(64)
	}
	// fsck logs through it; what it finds comes back as an error.
	flags := flag.NewFlagSet("klog", flag.PanicOnError)
	klog.InitFlags(flags)
	_ = flags.Set("logtostderr", "false")
	_ = flags.Set("stderrthreshold", "FATAL")
	klog.SetOutput(io.Discard)
	if err := run(os.Args[1], os.Args[2], os.Args[3], os.Args[4]); err != nil {
		fmt.Fprintln(os.Stderr, "tlog:", err)
		os.Exit(1)
	}
}

func run(url, vkey, checkpointFolder, receiptFolder string) error {
	verifier, err := note.NewVerifier(vkey)
	if err != nil {
		return fmt.Errorf("the key %s: %w", vkey, err)
	}
	src := overHTTP(url)
	checkpoints, err := files(checkpointFolder, "")
	if err != nil {
		return err
	}
	receipts, err := readReceipts(receiptFolder)
	if err != nil {
		return err
	}

	log, err := check(src, verifier)
	if err != nil {
		return err
	}
	fmt.Printf("x/mod: the checkpoint of %d entries is signed by %s; bundles, tiles and root agree; every entry is included\n",
		log.tree.N, verifier.Name())
	if log.tree.N <= 256 {
		return fmt.Errorf("the log has %d entries, so there is no full tile in it to check", log.tree.N)
	}
	log.files = maps.Clone(src.seen) // And no tile of older trees, which the newest does not need.
	if err := fsckSays(src, verifier); err != nil {
		return fmt.Errorf("fsck: %w", err)
	}
	fmt.Println("Tessera's fsck: nothing amiss")
	sizes, err := log.checkHistory(src, verifier, checkpoints)
	if err != nil {
		return err
	}
	fmt.Printf("x/mod: consistent, each with each: %v\n", sizes)
	for name, receipt := range receipts {
		if err := log.checkReceipt(verifier, receipt); err != nil {
			return fmt.Errorf("receipt %s: %w", name, err)
		}
	}
	fmt.Printf("x/mod: %d receipts hold\n", len(receipts))

	return denials(src, log, verifier, checkpoints, receipts)
}

// files reads the files of a folder whose names end so.
func files(folder, suffix string) (map[string][]byte, error) {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	found := map[string][]byte{}
	for _, entry := range entries {
		if strings.HasSuffix(entry.Name(), suffix) {
			content, err := os.ReadFile(filepath.Join(folder, entry.Name()))
			if err != nil {
				return nil, err
			}
			found[strings.TrimSuffix(entry.Name(), suffix)] = content
		}
	}
	if len(found) == 0 {
		return nil, fmt.Errorf("there is nothing in %s to check", folder)
	}
	return found, nil
}
