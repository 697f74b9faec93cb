// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace tern::sync {

/// What search and lists need of a whole message.
struct ReadableText {
    QString text;           ///< with that of messages that are attached
    QString snippet;
    QStringList attachmentNames;
};

/// Empty for what can't be read. Thread: any.
[[nodiscard]] ReadableText readableText(const QByteArray &message);

} // namespace tern::sync
