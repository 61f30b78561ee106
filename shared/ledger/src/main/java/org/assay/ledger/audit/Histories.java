package org.assay.ledger.audit;

import java.util.Optional;
import java.util.function.LongConsumer;
import org.assay.ledger.Digest;
import org.assay.ledger.Link;
import org.assay.ledger.Ref;
import org.assay.ledger.Salt;
import org.assay.ledger.Subject;
import org.jspecify.annotations.Nullable;

/**
 * What follows from the entries for each subject: how many there are, the last of them, what the
 * domain keeps, and a sum over all of its places that its index rows must add up to. It lies in
 * temporary files, so the heap stays as it is however many subjects there are. Not thread-safe.
 */
final class Histories {
  private static final int COUNT = 16;
  private static final int LAST = 24;
  private static final int NAME = 32;
  private static final int SUM = 40;
  private static final int STATE = 48;
  private static final int FLAGS = 56;

  private static final int TAG_HI = 16;
  private static final int TAG_LO = 24;

  /** What the domain keeps of the subject cannot be known, since a statement cannot be read. */
  private static final long STATE_UNKNOWN = 1;

  /** Not all of the subject's places are known. */
  private static final long PLACES_UNKNOWN = 2;

  /** The subject's head was met. */
  private static final long HEAD_MET = 4;

  private final RunKey key;
  private final SlotTable tags;
  private final SlotTable names;
  private final StateFile states;
  private final Doubts gaps;

  Histories(RunKey key, Scratch scratch, Doubts gaps) {
    this.key = key;
    this.tags = new SlotTable(scratch, 6);
    this.names = new SlotTable(scratch, 5);
    this.states = new StateFile(scratch);
    this.gaps = gaps;
  }

  /** Takes in a link; says what is wrong with it, null if nothing is. */
  @Nullable String link(
      Link link, @Nullable Subject subject, Ref ref, @Nullable Salts salts, boolean isPlaceKnown) {
    RunKey.Key tag = key.key(link.tag());
    long at = tags.find(tag);
    String wrong = null;
    if (at < 0) {
      wrong = first(link, subject, salts);
      at = tags.add(tag);
      if (link.seq() > 0) {
        flag(at, PLACES_UNKNOWN | STATE_UNKNOWN);
      }
    } else if (link.seq() != tags.getLong(at, COUNT) || link.prev() != tags.getLong(at, LAST)) {
      if (!gaps.has(link.prev())) {
        wrong =
            "its link says that "
                + link.seq()
                + " entries of its subject came before, the last at "
                + link.prev()
                + ", but there are "
                + tags.getLong(at, COUNT)
                + ", the last at "
                + tags.getLong(at, LAST);
      }
      flag(at, PLACES_UNKNOWN | STATE_UNKNOWN);
    }
    tags.putLong(at, COUNT, link.seq() + 1);
    tags.putLong(at, LAST, ref.index());
    if (isPlaceKnown) {
      tags.putLong(at, SUM, tags.getLong(at, SUM) + key.value(link.seq(), ref));
    }
    if (subject == null) {
      flag(at, STATE_UNKNOWN);
      return wrong;
    }
    String misnamed = name(at, tag, subject);
    return wrong != null ? wrong : misnamed;
  }

  /** A block's salts, which say under which tags subjects first appear. */
  interface Salts {
    @Nullable Salt take(Digest tag);
  }

  private @Nullable String first(Link link, @Nullable Subject subject, @Nullable Salts salts) {
    if (link.seq() > 0) {
      return gaps.has(link.prev())
          ? null
          : "its link says that "
              + link.seq()
              + " entries of its subject came before, but there is none";
    }
    if (salts == null) {
      return null;
    }
    Salt salt = salts.take(link.tag());
    if (salt == null) {
      return "its block has no salt for the subject that first appears in it";
    }
    return subject == null || salt.tag(subject).equals(link.tag())
        ? null
        : "its link does not have the tag of " + subject + " under the salt in its block";
  }

  private @Nullable String name(long at, RunKey.Key tag, Subject subject) {
    RunKey.Key name = key.key(subject);
    long known = tags.getLong(at, NAME);
    if (known == name.hi()) {
      return null;
    }
    if (known != 0) {
      return "its link has the tag of another subject than " + subject;
    }
    tags.putLong(at, NAME, name.hi());
    if (names.find(name) >= 0) {
      return subject + " appears under a second tag, as if it were new";
    }
    putName(tag, name);
    return null;
  }

  private void putName(RunKey.Key tag, RunKey.Key name) {
    long slot = names.add(name);
    names.putLong(slot, TAG_HI, tag.hi());
    names.putLong(slot, TAG_LO, tag.lo());
  }

  private void flag(long at, long flag) {
    tags.putLong(at, FLAGS, tags.getLong(at, FLAGS) | flag);
  }

  private boolean is(long at, long flag) {
    return (tags.getLong(at, FLAGS) & flag) != 0;
  }

  private long at(Subject subject) {
    long slot = names.find(key.key(subject));
    return slot < 0
        ? -1
        : tags.find(new RunKey.Key(names.getLong(slot, TAG_HI), names.getLong(slot, TAG_LO)));
  }

  boolean isKnown(Subject subject) {
    return at(subject) >= 0;
  }

  /** What the domain keeps of a subject; null where it keeps nothing. */
  byte @Nullable [] state(Subject subject) {
    long at = at(subject);
    return at < 0 ? null : states.get(tags.getLong(at, STATE));
  }

  /** Whether what the domain keeps of a subject follows from what could be read. */
  boolean isStateKnown(Subject subject) {
    long at = at(subject);
    return at < 0 || !is(at, STATE_UNKNOWN);
  }

  void putState(Subject subject, byte @Nullable [] state) {
    long at = at(subject);
    if (at >= 0) {
      tags.putLong(at, STATE, states.put(tags.getLong(at, STATE), state));
    }
  }

  /** What is known of a subject; empty if no entry touches it. */
  Optional<Known> known(Subject subject) {
    long at = at(subject);
    return at < 0
        ? Optional.empty()
        : Optional.of(
            new Known(
                tags.keyAt(at),
                tags.getLong(at, COUNT),
                tags.getLong(at, LAST),
                !is(at, PLACES_UNKNOWN),
                !is(at, STATE_UNKNOWN),
                states.get(tags.getLong(at, STATE))));
  }

  /**
   * What the entries say of a subject.
   *
   * @param tag where its tag is kept
   * @param count how many entries touch it
   * @param last the index of the newest
   */
  record Known(
      RunKey.Key tag,
      long count,
      long last,
      boolean hasPlaces,
      boolean hasState,
      byte @Nullable [] state) {}

  /** Takes a place that a row has off the subject's sum. */
  void met(Known known, long seq, Ref ref) {
    long at = tags.find(known.tag());
    tags.putLong(at, SUM, tags.getLong(at, SUM) - key.value(seq, ref));
  }

  void metHead(Known known) {
    flag(tags.find(known.tag()), HEAD_MET);
  }

  /** The subjects whose rows do not add up, by where their tags are kept. */
  void unbalanced(LongConsumer positions) {
    tags.forEach(
        at -> {
          if (!is(at, PLACES_UNKNOWN) && (tags.getLong(at, SUM) != 0 || !is(at, HEAD_MET))) {
            positions.accept(at);
          }
        });
  }

  RunKey.Key tagAt(long position) {
    return tags.keyAt(position);
  }

  long lastAt(long position) {
    return tags.getLong(position, LAST);
  }

  /**
   * Takes from a head what its subject is called, where the statements that say so cannot be read;
   * the tag, which is in the entries, tells that it is true.
   */
  void learn(Subject subject, Digest tag) {
    RunKey.Key place = key.key(tag);
    long at = tags.find(place);
    if (at >= 0 && tags.getLong(at, NAME) == 0 && names.find(key.key(subject)) < 0) {
      tags.putLong(at, NAME, key.key(subject).hi());
      putName(place, key.key(subject));
    }
  }

  boolean hasTag(Known known, Digest tag) {
    return isAt(known.tag(), tag);
  }

  boolean isAt(RunKey.Key place, Digest tag) {
    return key.key(tag).equals(place);
  }
}
