// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/html/MessageScheme.h"

#include <QBuffer>
#include <QPointer>
#include <QWebEngineUrlRequestJob>
#include <QWebEngineUrlScheme>

namespace tern::ui {

QByteArray messageScheme()
{
    return QByteArrayLiteral("tern-message");
}

void registerMessageScheme()
{
    QWebEngineUrlScheme scheme(messageScheme());
    scheme.setSyntax(QWebEngineUrlScheme::Syntax::Path);
    scheme.setFlags(QWebEngineUrlScheme::SecureScheme | QWebEngineUrlScheme::NoAccessAllowed);
    QWebEngineUrlScheme::registerScheme(scheme);
}

QByteArray pageOf(const HtmlDocument &document)
{
    // A dark logo on nothing would vanish in the dark: what is not transparent gets a light rim. Opaque pictures keep their looks.
    const QString rim = document.isDark ? QStringLiteral("img{filter:drop-shadow(0 0 1px rgba(255,255,255,.9)) drop-shadow(0 0 2px rgba(255,255,255,.5))}") : QString();
    const QString style = QStringLiteral(":root{color-scheme:%1}"
                                         "body{margin:16px 24px;font:14px/1.6 \"Noto Sans\",\"Noto Sans CJK SC\",sans-serif;overflow-wrap:anywhere;color:%2;background:%3}"
                                         "img{max-width:100%;height:auto}a{color:%4}pre{white-space:pre-wrap}"
                                         ".tern-quoted>summary{cursor:default;color:%4;margin:12px 0}")
                              .arg(document.isDark ? QStringLiteral("dark") : QStringLiteral("light"), document.text.name(), document.pane.name(), document.link.name())
        + rim;
    return "<!doctype html><html><head><meta charset=\"utf-8\">"
           "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'; img-src "
        + messageScheme()
        + ": data:; form-action 'none'; base-uri 'none'\">"
          "<meta name=\"referrer\" content=\"no-referrer\"><style>"
        + style.toUtf8() + "</style></head><body" + document.bodyAttributes + '>' + document.body + "</body></html>";
}

QUrl MessageSchemeHandler::setDocument(HtmlDocument document)
{
    m_document = std::move(document);
    m_page = pageOf(m_document);
    return QUrl(QStringLiteral("%1:%2/body").arg(QString::fromLatin1(messageScheme())).arg(m_document.number));
}

namespace {

void answer(QWebEngineUrlRequestJob *job, const QByteArray &type, const QByteArray &content)
{
    auto *buffer = new QBuffer(job);
    buffer->setData(content);
    job->reply(type, buffer);
}

} // namespace

void MessageSchemeHandler::requestStarted(QWebEngineUrlRequestJob *job)
{
    const QString path = job->requestUrl().path(QUrl::FullyDecoded);
    const QString own = QString::number(m_document.number) + u'/';
    if (job->requestMethod() != "GET" || !path.startsWith(own))
        return job->fail(QWebEngineUrlRequestJob::RequestDenied);
    const QString what = path.mid(own.size());
    if (what == QStringLiteral("body"))
        return answer(job, QByteArrayLiteral("text/html"), m_page);
    // Only pictures: a part must not become a document, a style or a script.
    const HtmlDocument::Reply reply = [guard = QPointer(job)](const std::optional<engine::Picture> &picture) {
        if (!guard)
            return;
        if (picture && picture->type.starts_with("image/"))
            answer(guard, QByteArray::fromStdString(picture->type), picture->content);
        else
            guard->fail(QWebEngineUrlRequestJob::UrlNotFound);
    };
    const QString cid = QStringLiteral("cid/");
    const QString remote = QStringLiteral("remote/");
    if (what.startsWith(cid) && m_document.own)
        return m_document.own(what.mid(cid.size()), reply);
    bool isNumber = false;
    const int picture = what.startsWith(remote) ? what.mid(remote.size()).toInt(&isNumber) : 0;
    if (isNumber && m_document.remote)
        return m_document.remote(picture, reply);
    job->fail(QWebEngineUrlRequestJob::UrlNotFound);
}

void OwnPartsOnly::interceptRequest(QWebEngineUrlRequestInfo &info)
{
    const QString scheme = info.requestUrl().scheme();
    const bool own = scheme == QLatin1String(messageScheme()) || scheme == QStringLiteral("data");
    info.block(!own);
}

} // namespace tern::ui
