/// What the files in `deploy/` and `docker-compose.yml` promise, checked without an engine.
@NullMarked
package io.yike.deploy;

import org.jspecify.annotations.NullMarked;
