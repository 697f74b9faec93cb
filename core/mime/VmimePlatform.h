// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace tern::mime {

/// Makes vmime's statics ready, with a platform that doesn't tell this host's name: vmime looks it up in the DNS, blocking, for each address without
/// a domain, and writes it into what it sends. Once per process; call it before any use of vmime. Thread: any.
void prepareVmime();

} // namespace tern::mime
