// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>

namespace tern::mime {

/// The charset that mail without a charset is most likely in, by who reads it: the country or the provider of their address, else the language of
/// their desktop. \param locale  "zh_CN", as QLocale::name() says it. Pure. Thread: any.
[[nodiscard]] std::string likelyCharset(const QString &email, const QString &locale);

/// Whether 8-bit bytes read like GB2312 or GBK: characters of two bytes and nothing between them that is not ASCII. Of a few letters of Latin-1
/// nobody can tell. Linear. Thread: any.
[[nodiscard]] bool readsLikeGbk(std::string_view bytes);

} // namespace tern::mime
