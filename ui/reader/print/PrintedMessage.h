// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"

#include <QPageLayout>
#include <QString>

#include <memory>

class QPagedPaintDevice;
class QTextDocument;

namespace tern::ui {

/// What stands above a printed message, as HTML: subject, From, To, Cc, Date, and its attachments by name and size.
[[nodiscard]] QString printedHeader(const engine::OpenedMessage &message);

/// A message's header and text, ready to be printed. At most 2 MB of text; that more is left out is said at its end. Takes about a second for the longest.
/// Thread: any.
[[nodiscard]] std::unique_ptr<QTextDocument> printedText(const engine::OpenedMessage &message);

/// Pages as people print: A4 or Letter by country, 15 mm around.
[[nodiscard]] QPageLayout usualPage();

/// A document on paper, with page numbers. Thread: any.
void putOnPaper(QTextDocument &document, QPagedPaintDevice &paper);
/// As a PDF. Thread: any.
[[nodiscard]] QByteArray asPdf(QTextDocument &document, const QString &title);

} // namespace tern::ui
