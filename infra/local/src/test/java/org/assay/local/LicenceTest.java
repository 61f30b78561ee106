package org.assay.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class LicenceTest {
  @Test
  void dynamoDbLocalIsOnNoClassPathOfOurs() {
    assertThat(System.getProperty("java.class.path")).doesNotContain("DynamoDBLocal", "s3proxy");
    assertThatThrownBy(
            () -> Class.forName("software.amazon.dynamodb.services.local.main.ServerRunner"))
        .isInstanceOf(ClassNotFoundException.class);
  }
}
