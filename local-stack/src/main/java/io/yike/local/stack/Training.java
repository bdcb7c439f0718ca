package io.yike.local.stack;

import java.io.IOException;

/// What a first start does for one program, so that later ones are quick.
record Training(String name, AotCache cache, Run run) {

    interface Run {
        /// Does it once, for all stacks of the checkout.
        ///
        /// @return false when another stack did it meanwhile
        boolean train() throws IOException;
    }
}
