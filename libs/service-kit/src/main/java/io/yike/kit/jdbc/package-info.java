/// What null checks and `java.time` need between JDBC and records.
@NullMarked
package io.yike.kit.jdbc;

import org.jspecify.annotations.NullMarked;
