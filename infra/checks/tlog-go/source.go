package main

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/transparency-dev/tessera/api/layout"
)

// source gives a log's files by the paths of C2SP tlog-tiles. It is what fsck reads from, too.
type source struct {
	read func(path string) ([]byte, error)
	// seen has the files that were read; fsck reads several at once.
	seen map[string][]byte
	lock sync.Mutex
}

func overHTTP(base string) *source {
	client := &http.Client{Timeout: 10 * time.Second}
	base = strings.TrimSuffix(base, "/")
	return &source{
		seen: map[string][]byte{},
		read: func(path string) ([]byte, error) {
			response, err := client.Get(base + "/" + path)
			if err != nil {
				return nil, err
			}
			defer response.Body.Close()
			if response.StatusCode == http.StatusNotFound {
				return nil, fmt.Errorf("%s: %w", path, os.ErrNotExist)
			}
			if response.StatusCode != http.StatusOK {
				return nil, fmt.Errorf("%s: %s", path, response.Status)
			}
			kind := "application/octet-stream"
			if path == layout.CheckpointPath {
				kind = "text/plain; charset=utf-8"
			}
			if got := response.Header.Get("Content-Type"); got != kind {
				return nil, fmt.Errorf("%s has Content-Type %q, should be %q", path, got, kind)
			}
			return io.ReadAll(response.Body)
		},
	}
}

// with is the same log, as far as it was seen, but for one file.
func (s *source) with(path string, content []byte) *source {
	return &source{
		seen: map[string][]byte{},
		read: func(asked string) ([]byte, error) {
			if asked == path {
				return content, nil
			}
			if seen, ok := s.seen[asked]; ok {
				return seen, nil
			}
			return nil, fmt.Errorf("%s: %w", asked, os.ErrNotExist)
		},
	}
}

func (s *source) get(path string) ([]byte, error) {
	content, err := s.read(path)
	if err == nil {
		s.lock.Lock()
		defer s.lock.Unlock()
		s.seen[path] = content
	}
	return content, err
}

// ReadCheckpoint is fsck's.
func (s *source) ReadCheckpoint(context.Context) ([]byte, error) {
	return s.get(layout.CheckpointPath)
}

// ReadTile is fsck's.
func (s *source) ReadTile(_ context.Context, level, index uint64, width uint8) ([]byte, error) {
	return s.get(layout.TilePath(level, index, width))
}

// ReadEntryBundle is fsck's.
func (s *source) ReadEntryBundle(_ context.Context, index uint64, width uint8) ([]byte, error) {
	return s.get(layout.EntriesPath(index, width))
}
