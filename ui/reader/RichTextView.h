// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlView.h"
#include "ui/reader/TextFinder.h"

#include <QTextBrowser>

namespace tern::ui {

/// HTML where there is no browser engine: Qt's rich text, which knows much less of it, and no way to load anything.
/// Thread: UI.
class RichTextView final : public QTextBrowser, public HtmlView {
    Q_OBJECT
public:
    explicit RichTextView(QWidget *parent);

    QWidget *widget() override { return this; }
    void show(HtmlDocument document) override;
    void clear() override;
    void setZoom(double factor) override;
    void find(const QString &text, int step, std::function<void(int, int)> done) override;
    void toPdf(const QPageLayout &layout, std::function<void(QByteArray)> done) override;
    void print(QPrinter &printer, std::function<void(bool)> done) override;

protected:
    QVariant loadResource(int type, const QUrl &name) override;
    void doSetSource(const QUrl &name, QTextDocument::ResourceType type) override;

private:
    HtmlDocument m_document;
    TextFinder m_finder{*this};
};

} // namespace tern::ui
