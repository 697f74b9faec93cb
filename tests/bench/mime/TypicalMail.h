// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

#include <vector>

namespace tern::bench {

/// Mail as a mailbox holds it: of eight messages two are short and plain (one in GB18030), three have a plain and an HTML form, one is HTML alone, one is a
/// list's, one has a small file attached; the headers are those that servers leave (Received, DKIM, Authentication-Results). About 7 KB each. The same in every run.
[[nodiscard]] std::vector<QByteArray> typicalMail(int count);

} // namespace tern::bench
