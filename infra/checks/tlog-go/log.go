package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

const width = 256

// checked is a log that holds together.
type checked struct {
	tree    tlog.Tree
	hashes  tlog.HashReader
	entries [][]byte
	// files are what it was read from.
	files map[string][]byte
}

// check reads the whole log: the checkpoint, the bundles, and each tile; and proves each entry's inclusion through them.
func check(src *source, verifier note.Verifier) (*checked, error) {
	message, err := src.get("checkpoint")
	if err != nil {
		return nil, err
	}
	tree, err := openCheckpoint(message, verifier)
	if err != nil {
		return nil, fmt.Errorf("checkpoint: %w", err)
	}
	log := &checked{tree: tree}
	if log.entries, err = readEntries(src, tree.N); err != nil {
		return nil, err
	}
	if err := chained(log.entries); err != nil {
		return nil, err
	}

	stored, err := hashesOf(log.entries)
	if err != nil {
		return nil, err
	}
	root, err := tlog.TreeHash(tree.N, stored)
	if err != nil {
		return nil, err
	}
	if root != tree.Hash {
		return nil, fmt.Errorf("the bundles have the root %v, the checkpoint %v", root, tree.Hash)
	}

	// All tiles of a log of this size, from an empty one.
	for _, tile := range tlog.NewTiles(8, 0, tree.N) {
		served, err := src.get(path(tile))
		if err != nil {
			return nil, err
		}
		computed, err := tlog.ReadTileData(tile, stored)
		if err != nil {
			return nil, err
		}
		if !bytes.Equal(served, computed) {
			return nil, fmt.Errorf("%s has other hashes than the bundles", path(tile))
		}
	}

	log.hashes = tlog.TileHashReader(tree, tiles{src})
	for i, entry := range log.entries {
		proof, err := tlog.ProveRecord(tree.N, int64(i), log.hashes)
		if err != nil {
			return nil, fmt.Errorf("entry %d: %w", i, err)
		}
		if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(i), tlog.RecordHash(entry)); err != nil {
			return nil, fmt.Errorf("entry %d: %w", i, err)
		}
	}
	return log, nil
}

// readEntries reads the entry bundles: each entry behind its length in two bytes, big-endian, and nothing else.
func readEntries(src *source, size int64) ([][]byte, error) {
	var entries [][]byte
	for n := int64(0); n*width < size; n++ {
		count := int(min(width, size-n*width))
		name := path(tlog.Tile{H: 8, L: -1, N: n, W: count})
		bundle, err := src.get(name)
		if err != nil {
			return nil, err
		}
		for i := 0; i < count; i++ {
			if len(bundle) < 2 || len(bundle)-2 < int(binary.BigEndian.Uint16(bundle)) {
				return nil, fmt.Errorf("%s ends within entry %d of it", name, i)
			}
			end := 2 + int(binary.BigEndian.Uint16(bundle))
			entries = append(entries, bundle[2:end])
			bundle = bundle[end:]
		}
		if len(bundle) > 0 {
			return nil, fmt.Errorf("%s has %d bytes behind its %d entries", name, len(bundle), count)
		}
	}
	return entries, nil
}

// record is what is looked at of an entry here.
type record struct {
	Version   int    `json:"v"`
	Index     int64  `json:"index"`
	Prev      string `json:"prev"`
	Statement string `json:"statement"`
}

// chained holds that each entry names its index and the SHA-256 of the one before.
func chained(entries [][]byte) error {
	prev := strings.Repeat("0", 2*sha256.Size)
	for i, entry := range entries {
		var read record
		if err := json.Unmarshal(entry, &read); err != nil {
			return fmt.Errorf("entry %d: %w", i, err)
		}
		if read.Version != 1 || read.Index != int64(i) || read.Prev != prev {
			return fmt.Errorf("entry %d does not follow the one before: %s", i, entry)
		}
		sum := sha256.Sum256(entry)
		prev = hex.EncodeToString(sum[:])
	}
	return nil
}

// hashesOf computes what a tree of the entries stores.
func hashesOf(entries [][]byte) (tlog.HashReader, error) {
	var all []tlog.Hash
	reader := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		found := make([]tlog.Hash, len(indexes))
		for i, index := range indexes {
			found[i] = all[index]
		}
		return found, nil
	})
	for i, entry := range entries {
		more, err := tlog.StoredHashes(int64(i), entry, reader)
		if err != nil {
			return nil, err
		}
		all = append(all, more...)
	}
	return reader, nil
}

// path is a tile's in C2SP tlog-tiles, which leaves out the height (always 8) and calls the data entries.
func path(tile tlog.Tile) string {
	name := strings.TrimPrefix(tile.Path(), "tile/8/")
	return "tile/" + strings.Replace(name, "data/", "entries/", 1)
}

// tiles reads them as they are served. tlog.TileHashReader checks them against the root.
type tiles struct{ src *source }

func (t tiles) Height() int { return 8 }

func (t tiles) ReadTiles(wanted []tlog.Tile) ([][]byte, error) {
	found := make([][]byte, len(wanted))
	for i, tile := range wanted {
		if seen, ok := t.src.seen[path(tile)]; ok {
			found[i] = seen
			continue
		}
		content, err := t.src.get(path(tile))
		if err != nil {
			return nil, err
		}
		found[i] = content
	}
	return found, nil
}

func (t tiles) SaveTiles([]tlog.Tile, [][]byte) {}

// checkHistory holds that checkpoints of before are consistent, each with each and with the newest, and that what was
// served for them is served still.
func (log *checked) checkHistory(src *source, verifier note.Verifier, checkpoints map[string][]byte) ([]int64, error) {
	trees := []tlog.Tree{log.tree}
	for name, message := range checkpoints {
		tree, err := openCheckpoint(message, verifier)
		if err != nil {
			return nil, fmt.Errorf("checkpoint %s: %w", name, err)
		}
		trees = append(trees, tree)
	}
	slices.SortFunc(trees, func(a, b tlog.Tree) int { return cmp.Compare(a.N, b.N) })
	var sizes []int64
	for i, newer := range trees {
		sizes = append(sizes, newer.N)
		reader := tlog.TileHashReader(newer, tiles{src})
		for _, older := range trees[:i] {
			proof, err := tlog.ProveTree(newer.N, older.N, reader)
			if err != nil {
				return nil, fmt.Errorf("%d entries and %d: %w", older.N, newer.N, err)
			}
			if err := tlog.CheckTree(proof, newer.N, newer.Hash, older.N, older.Hash); err != nil {
				return nil, fmt.Errorf("%d entries and %d: %w", older.N, newer.N, err)
			}
		}
	}
	return sizes, nil
}
