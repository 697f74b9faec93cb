// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/reader/html/LockedView.h"

#include "ui/reader/html/MessageScheme.h"
#include "ui/theme/Tokens.h"

#include <QWebEngineDownloadRequest>
#include <QWebEnginePage>
#include <QWebEngineProfile>
#include <QWebEngineSettings>
#include <QWebEngineView>

namespace tern::ui {

namespace {

/// A page that goes nowhere: links are told, everything else is refused.
class LockedPage final : public QWebEnginePage {
public:
    LockedPage(QWebEngineProfile *profile, HtmlView &owner, QObject *parent) : QWebEnginePage(profile, parent), m_owner(owner) {}

protected:
    bool acceptNavigationRequest(const QUrl &url, NavigationType type, bool mainFrame) override
    {
        if (type == NavigationTypeTyped && mainFrame && (url.scheme() == QLatin1String(messageScheme()) || url == QUrl(QStringLiteral("about:blank"))))
            return true;
        if (type == NavigationTypeLinkClicked && m_owner.linkActivated)
            m_owner.linkActivated(url);
        return false;
    }
    QWebEnginePage *createWindow(WebWindowType) override
    {
        // target="_blank": hand the address on from a page that loads nothing.
        auto *catcher = new LinkCatcher(profile(), m_owner, this);
        return catcher;
    }
    QStringList chooseFiles(FileSelectionMode, const QStringList &, const QStringList &) override { return {}; }
    void javaScriptAlert(const QUrl &, const QString &) override {}
    bool javaScriptConfirm(const QUrl &, const QString &) override { return false; }
    bool javaScriptPrompt(const QUrl &, const QString &, const QString &, QString *) override { return false; }

private:
    class LinkCatcher final : public QWebEnginePage {
    public:
        LinkCatcher(QWebEngineProfile *profile, HtmlView &owner, QObject *parent) : QWebEnginePage(profile, parent), m_owner(owner) {}

    protected:
        bool acceptNavigationRequest(const QUrl &url, NavigationType, bool) override
        {
            if (m_owner.linkActivated && !url.isEmpty() && url.scheme() != QStringLiteral("about"))
                m_owner.linkActivated(url);
            deleteLater();
            return false;
        }

    private:
        HtmlView &m_owner;
    };
    HtmlView &m_owner;
};

void lock(QWebEngineSettings *settings)
{
    using S = QWebEngineSettings;
    for (const auto attribute : {S::JavascriptEnabled, S::JavascriptCanOpenWindows, S::JavascriptCanAccessClipboard, S::JavascriptCanPaste,
                                 S::LocalStorageEnabled, S::LocalContentCanAccessRemoteUrls, S::LocalContentCanAccessFileUrls, S::PluginsEnabled,
                                 S::PdfViewerEnabled, S::FullScreenSupportEnabled, S::ScreenCaptureEnabled, S::WebGLEnabled, S::AutoLoadIconsForPage,
                                 S::HyperlinkAuditingEnabled, S::AllowGeolocationOnInsecureOrigins, S::AllowRunningInsecureContent, S::DnsPrefetchEnabled,
                                 S::ErrorPageEnabled, S::FocusOnNavigationEnabled, S::NavigateOnDropEnabled, S::AllowWindowActivationFromJavaScript})
        settings->setAttribute(attribute, false);
    settings->setAttribute(S::PlaybackRequiresUserGesture, true);
    settings->setUnknownUrlSchemePolicy(S::DisallowUnknownUrlSchemes);
}

} // namespace

LockedView::LockedView(QWidget *parent)
    : m_profile(std::make_unique<QWebEngineProfile>()), m_scheme(std::make_unique<MessageSchemeHandler>())
{
    // Without a name: off the record, nothing reaches the disk.
    m_profile->setHttpCacheType(QWebEngineProfile::NoCache);
    m_profile->setPersistentCookiesPolicy(QWebEngineProfile::NoPersistentCookies);
    m_profile->setSpellCheckEnabled(false);
    m_profile->setUrlRequestInterceptor(new OwnPartsOnly(m_profile.get()));
    m_profile->installUrlSchemeHandler(messageScheme(), m_scheme.get());
    QObject::connect(m_profile.get(), &QWebEngineProfile::downloadRequested, m_profile.get(), [](QWebEngineDownloadRequest *request) { request->cancel(); });
    lock(m_profile->settings());

    m_view = new QWebEngineView(parent);
    auto *page = new LockedPage(m_profile.get(), *this, m_view);
    lock(page->settings());
    m_view->setPage(page);
    m_view->setContextMenuPolicy(Qt::NoContextMenu);
    m_view->setAcceptDrops(false);
    setUp();
    QObject::connect(page, &QWebEnginePage::linkHovered, page, [this](const QString &url) {
        if (linkHovered)
            linkHovered(QUrl(url));
    });
    QObject::connect(page, &QWebEnginePage::loadFinished, page, [this](bool) {
        if (rendered)
            rendered();
    });
}

LockedView::~LockedView()
{
    // The page must go before its profile.
    if (m_view)
        delete m_view->page();
    delete m_view;
}

QWidget *LockedView::widget()
{
    return m_view;
}

void LockedView::setUp()
{
    // Newsletters bring their own colours for a white ground: they keep it, in dark too.
    m_style = QStringLiteral("body{margin:16px 24px;font:14px/1.6 \"Noto Sans\",\"Noto Sans CJK SC\",sans-serif;overflow-wrap:anywhere}"
                             "img{max-width:100%;height:auto}a{color:%1}pre{white-space:pre-wrap}")
                  .arg(lightTokens().accent.name());
    m_view->page()->setBackgroundColor(lightTokens().pane);
}

void LockedView::show(HtmlDocument document)
{
    m_view->load(m_scheme->setDocument(std::move(document), m_style));
}

void LockedView::clear()
{
    m_view->load(QUrl(QStringLiteral("about:blank")));
}

} // namespace tern::ui
