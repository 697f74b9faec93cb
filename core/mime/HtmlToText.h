// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace tern::mime {

/// The text a person would read in an HTML part: blocks on lines of their own, quotes as "> ", no script or style. Linear in size
/// (libxml2's SAX parser), depth-capped; never more characters than the HTML has, or a million: what quote marks would add to that is left out.
/// Thread: any.
[[nodiscard]] QString htmlToText(const QString &html);

} // namespace tern::mime
