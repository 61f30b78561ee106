package org.assay.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What the index holds of one subject: its salt, how many entries touch it, the newest of them, and
 * what the domain keeps of it in a few bytes. Older entries are in chunks of {@link #CHUNK}, so
 * that a subject of any age is one small row to read and to write.
 */
public final class SubjectHead {
  /** How many entries a chunk has; one more than a head can carry. */
  public static final int CHUNK = 64;

  private final Subject subject;
  private final Salt salt;
  private final long count;
  private final long lastIndex;
  private final List<Ref> recent;
  private final byte @Nullable [] state;

  /**
   * @param subject the subject
   * @param salt its salt
   * @param count how many entries touch it, one at least
   * @param lastIndex the index of the newest
   * @param recent those that are in no full chunk: the last {@code count % CHUNK}
   * @param state what the domain keeps; null where it keeps nothing
   */
  public SubjectHead(
      Subject subject,
      Salt salt,
      long count,
      long lastIndex,
      List<Ref> recent,
      byte @Nullable [] state) {
    if (count < 1 || recent.size() != count % CHUNK) {
      throw new IntegrityFault(
          "subject " + subject + ": " + count + " entries, but " + recent.size() + " recent");
    }
    this.subject = subject;
    this.salt = salt;
    this.count = count;
    this.lastIndex = lastIndex;
    this.recent = List.copyOf(recent);
    this.state = state == null ? null : state.clone();
  }

  public Subject subject() {
    return subject;
  }

  public Salt salt() {
    return salt;
  }

  /** How many entries touch the subject. */
  public long count() {
    return count;
  }

  /** The index of the newest of them. */
  public long lastIndex() {
    return lastIndex;
  }

  /** The entries that are in no full chunk yet, oldest first. */
  public List<Ref> recent() {
    return recent;
  }

  /** A copy of what the domain keeps of the subject; null where it keeps nothing. */
  public byte @Nullable [] state() {
    return state == null ? null : state.clone();
  }

  /** How many full chunks there are. */
  public long chunks() {
    return count / CHUNK;
  }

  /**
   * A full chunk of a subject's entries, which never changes.
   *
   * @param number from 0; it holds the entries from {@code number * CHUNK} on
   */
  public record Chunk(Subject subject, long number, List<Ref> refs) {
    public Chunk {
      refs = List.copyOf(refs);
      if (refs.size() != CHUNK) {
        throw new IntegrityFault(
            "subject " + subject + ": chunk " + number + " has " + refs.size() + " entries");
      }
    }
  }

  /** Grows a head, or begins one, by the entries of one block. */
  static final class Growth {
    private final Subject subject;
    private final Salt salt;
    private final boolean isNew;
    private long count;
    private long lastIndex;
    private final List<Ref> recent;
    private final List<Chunk> filled = new ArrayList<>();
    private byte @Nullable [] state;

    Growth(Subject subject, Salt salt) {
      this.subject = subject;
      this.salt = salt;
      this.isNew = true;
      this.lastIndex = -1;
      this.recent = new ArrayList<>();
    }

    Growth(SubjectHead head) {
      this.subject = head.subject;
      this.salt = head.salt;
      this.isNew = false;
      this.count = head.count;
      this.lastIndex = head.lastIndex;
      this.recent = new ArrayList<>(head.recent);
      this.state = head.state;
    }

    boolean isNew() {
      return isNew;
    }

    Salt salt() {
      return salt;
    }

    Digest tag() {
      return salt.tag(subject);
    }

    long count() {
      return count;
    }

    byte @Nullable [] state() {
      return state;
    }

    /** The link that the next entry of this subject carries. */
    Link nextLink() {
      return new Link(tag(), count, lastIndex);
    }

    void add(Ref ref, byte @Nullable [] newState) {
      recent.add(ref);
      count++;
      lastIndex = ref.index();
      state = newState;
      if (recent.size() == CHUNK) {
        filled.add(new Chunk(subject, count / CHUNK - 1, recent));
        recent.clear();
      }
    }

    List<Chunk> filled() {
      return filled;
    }

    SubjectHead head() {
      return new SubjectHead(subject, salt, count, lastIndex, recent, state);
    }
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof SubjectHead that
        && subject.equals(that.subject)
        && salt.equals(that.salt)
        && count == that.count
        && lastIndex == that.lastIndex
        && recent.equals(that.recent)
        && Arrays.equals(state, that.state);
  }

  @Override
  public int hashCode() {
    return Objects.hash(subject, count);
  }

  @Override
  public String toString() {
    return subject + " with " + count + " entries, the last at " + lastIndex;
  }
}
