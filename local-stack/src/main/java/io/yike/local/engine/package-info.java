/// PostgreSQL, Redis and the AMQP broker, each as a process of its own that keeps its data in a folder.
@NullMarked
package io.yike.local.engine;

import org.jspecify.annotations.NullMarked;
