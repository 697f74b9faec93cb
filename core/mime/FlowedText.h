// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::mime {

/// Joins the lines of format=flowed text [RFC 3676 §4]; quote depths and signatures are kept. \param delSp  DelSp=yes. Linear. Thread: any.
[[nodiscard]] QString unflowed(const QString &text, bool delSp);

} // namespace tern::mime
