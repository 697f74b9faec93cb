// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlView.h"

#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineUrlSchemeHandler>

namespace tern::ui {

/// Makes tern-message: known to the engine. Before the first profile.
void registerMessageScheme();
[[nodiscard]] QByteArray messageScheme();

/// Serves the shown message: tern-message:body, and tern-message:cid/… for its own parts. Nothing else.
class MessageSchemeHandler final : public QWebEngineUrlSchemeHandler {
    Q_OBJECT
public:
    using QWebEngineUrlSchemeHandler::QWebEngineUrlSchemeHandler;
    /// \return the address of the document; a new one each time, so that nothing of an earlier message is reused.
    QUrl setDocument(HtmlDocument document, const QString &style);
    void requestStarted(QWebEngineUrlRequestJob *job) override;

private:
    HtmlDocument m_document;
    QByteArray m_page;
    int m_number = 0;
};

/// Refuses every request that is not for the message's own scheme, whatever the page or its policy says.
class OwnPartsOnly final : public QWebEngineUrlRequestInterceptor {
    Q_OBJECT
public:
    using QWebEngineUrlRequestInterceptor::QWebEngineUrlRequestInterceptor;
    void interceptRequest(QWebEngineUrlRequestInfo &info) override;
};

/// The message's HTML behind a policy that allows inline style and its own pictures, and nothing else. References by
/// Content-ID are turned into our scheme. Pure.
[[nodiscard]] QByteArray wrapHtml(const QString &html, const QString &style, int number);

} // namespace tern::ui
