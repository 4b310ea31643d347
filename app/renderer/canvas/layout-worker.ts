// Lays graphs out beside the page: the library listens to messages by itself.

import "elkjs/lib/elk-worker.min.js";
