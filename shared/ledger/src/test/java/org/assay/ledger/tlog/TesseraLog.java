package org.assay.ledger.tlog;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/** The test log of transparency-dev/tessera (testdata/log). */
final class TesseraLog {
  static final List<byte[]> ENTRIES =
      Stream.of(
              "one two three four five six seven eit nain ten ileven twelf threeten fourten fivten"
                  .split(" ", -1))
          .map(word -> word.getBytes(StandardCharsets.US_ASCII))
          .toList();

  static final String KEY =
      "example.com/log/testdata+33d7b496+AeHTu4Q3hEIMHNqc6fASMsq3rKNx280NI+oO5xCFkkSx";

  static final String SECRET =
      "PRIVATE+KEY+example.com/log/testdata+33d7b496+AeymY/SZAX0jZcJ8enZ5FY1Dz+wTML2yWSkK+9DSF3eg";

  static final String CHECKPOINT_1 =
      """
      example.com/log/testdata
      1
      0Nc2CrefWKseHj/mStd+LqC8B+NrX0btIiPt2SmN+ek=

      \u2014 example.com/log/testdata M9e0lhr9kuLxGdAtaUrhm84TQffVsLdcy808sN0a3WyniNlfcr9+bywoiIke1YYciCNjJGkCgIlQ8b16jhsmg/SChAM=
      """;

  private TesseraLog() {}
}
