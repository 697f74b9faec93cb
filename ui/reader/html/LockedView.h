// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlView.h"

#include <QPointer>

class QWebEngineProfile;
class QWebEngineView;

namespace tern::ui {

class MessageSchemeHandler;

/// QtWebEngine with everything off that a message could use against its reader.
class LockedView final : public QObject, public HtmlView {
    Q_OBJECT
public:
    explicit LockedView(QWidget *parent);
    ~LockedView() override;

    QWidget *widget() override;
    void show(HtmlDocument document) override;
    void clear() override;
    void setZoom(double factor) override;
    void find(const QString &text, int step, std::function<void(int, int)> done) override;
    void toPdf(const QPageLayout &layout, std::function<void(QByteArray)> done) override;
    void print(QPrinter &printer, std::function<void(bool)> done) override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    void fit();

    std::unique_ptr<QWebEngineProfile> m_profile;
    std::unique_ptr<MessageSchemeHandler> m_scheme;
    double m_zoom = 1;
    QPointer<QWebEngineView> m_view;    ///< owned by its parent
};

} // namespace tern::ui
