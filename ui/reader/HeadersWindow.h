// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/theme/Theme.h"

#include <QWidget>

class QPlainTextEdit;

namespace tern::ui {

class FindBar;

/// All header fields of a message, decoded or as they were sent; can be searched and copied. A window of its own that deletes itself.
/// Thread: UI.
class HeadersWindow final : public QWidget {
    Q_OBJECT
public:
    HeadersWindow(const Theme &theme, engine::OpenedMessagePtr message, QWidget *parent);

private:
    void fill(bool asSent);
    void find(const QString &words, int step);

    engine::OpenedMessagePtr m_message;
    QPlainTextEdit *m_text;
    FindBar *m_find;
};

/// The fields decoded, one a paragraph: "Subject: 第二封". At most `most` of them.
[[nodiscard]] QString decodedHeaders(const mime::ParsedMessage &message, std::size_t most = 2'000);
/// The header's bytes as they stand in the message, as text; at most 500,000 of them.
[[nodiscard]] QString rawHeaders(const QByteArray &message);

} // namespace tern::ui
