// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace tern::mime {

/// A domain as people see it: "xn--80ak6aa92e.com" → "аррӏе.com". Lower case. Thread: any.
[[nodiscard]] QString domainInLetters(const QString &domain);

/// What a domain that isn't ASCII can be read as, if that is an ASCII domain [UTS 39]; empty if nothing. Thread: any.
[[nodiscard]] QString asciiLookalike(const QString &domain);

/// One of `familiar` that `domain` looks like without being it or within it; empty if none. Thread: any.
[[nodiscard]] QString familiarLookalike(const QString &domain, const QStringList &familiar);

/// Latin and Cyrillic or Greek letters in one word; the first such word, else empty. Thread: any.
[[nodiscard]] QString wordOfMixedAlphabets(const QString &text);

} // namespace tern::mime
