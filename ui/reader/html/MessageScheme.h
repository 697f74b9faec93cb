// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/reader/HtmlView.h"

#include <QWebEngineUrlRequestInterceptor>
#include <QWebEngineUrlSchemeHandler>

namespace tern::ui {

/// Makes tern-message: known to the engine. Before the first profile.
void registerMessageScheme();
[[nodiscard]] QByteArray messageScheme();

/// Serves the shown message: tern-message:N/body, and its pictures under tern-message:N/cid/ and tern-message:N/remote/. Nothing else. What comes from other
/// machines comes through here too: the engine itself has no network.
class MessageSchemeHandler final : public QWebEngineUrlSchemeHandler {
    Q_OBJECT
public:
    using QWebEngineUrlSchemeHandler::QWebEngineUrlSchemeHandler;
    /// \return the address of the document.
    QUrl setDocument(HtmlDocument document);
    void requestStarted(QWebEngineUrlRequestJob *job) override;

private:
    HtmlDocument m_document;
    QByteArray m_page;
};

/// Refuses every request that is not for the message's own scheme, whatever the page or its policy says.
class OwnPartsOnly final : public QWebEngineUrlRequestInterceptor {
    Q_OBJECT
public:
    using QWebEngineUrlRequestInterceptor::QWebEngineUrlRequestInterceptor;
    void interceptRequest(QWebEngineUrlRequestInfo &info) override;
};

/// The document behind a policy that allows inline style and its own pictures, and nothing else. Pure.
[[nodiscard]] QByteArray pageOf(const HtmlDocument &document);

} // namespace tern::ui
