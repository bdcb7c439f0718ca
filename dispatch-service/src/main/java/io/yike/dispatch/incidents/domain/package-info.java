/// Incidents and decisions.
@NullMarked
package io.yike.dispatch.incidents.domain;

import org.jspecify.annotations.NullMarked;
