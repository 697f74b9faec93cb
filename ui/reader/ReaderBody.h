// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/EngineTypes.h"
#include "ui/bridge/WindowContext.h"
#include "ui/reader/HtmlHost.h"
#include "ui/reader/HtmlPresenter.h"
#include "ui/reader/ReadingLook.h"
#include "ui/reader/RemoteConsent.h"
#include "ui/theme/Theme.h"

#include <QTimer>
#include <QWidget>

class QVBoxLayout;

namespace tern::ui {

class Banner;
class FindBar;
class TextBody;

/// Text or HTML of the open message, with the banners above it.
/// Thread: UI.
class ReaderBody final : public QWidget {
    Q_OBJECT
public:
    explicit ReaderBody(const WindowContext &context, QWidget *parent = nullptr);
    ~ReaderBody() override;

    void setPreferText(bool prefer) { m_preferText = prefer; }
    /// Before the body is there: what the list knows.
    void showSnippet(const QString &snippet);
    void showMessage(engine::OpenedMessagePtr message);
    void showError(const Error &error);
    void clear();
    [[nodiscard]] bool showsHtml() const { return m_html; }
    /// With pictures from other machines, as the person consented.
    [[nodiscard]] bool showsRemote() const { return m_html && m_wish.remote; }
    /// Whether the open message has an HTML form that can be shown here.
    [[nodiscard]] bool hasHtml() const;
    /// From text to HTML or back, for this message.
    void switchForm();
    /// Whether colours can be carried over to a dark window, or not, for this message.
    [[nodiscard]] bool hasOriginalColours() const { return m_html && m_theme.isDark(); }
    void switchColours();
    /// A line below the message to find words in it, as text or as HTML.
    void openFind();
    /// \param step  1: larger, -1: smaller, 0: as it was made. Kept for every message.
    void zoom(int step);
    /// Letters of one width and patches in colour, as text, for this message; or no longer.
    void switchFixedWidth();
    /// The settings changed.
    void readLook();
    /// Whether the engine behind the HTML view runs. Made when a message that needs it has been in view for a moment, not while one steps past it.
    [[nodiscard]] bool isHtmlReady() const { return m_host.isLoaded(); }

Q_SIGNALS:
    void mailtoActivated(const QUrl &url);
    void said(const QString &sentence);
    void retryRequested();
    /// Switched between text and HTML.
    void formChanged();

private:
    void showAsText();
    void showAsHtml();
    void prepareHtml();
    void onPrepared();
    void renderHtml();
    void onDied();
    void loadRemote();
    [[nodiscard]] QString sender() const;
    void stopWaiting();
    void setBanners();
    void askIfFirst();
    void find(const QString &text, int step);
    void applyLook();
    void askBeforeOpening(const QUrl &url);
    void activate(const QUrl &url, bool targetWasVisible);
    Banner *addBanner(int kind, const QString &text);
    void clearBanners();

    const Theme &m_theme;
    engine::Engine &m_engine;
    HtmlHost m_host;
    HtmlPresenter m_presenter;
    RemoteConsent m_consent;
    HtmlPresenter::Wish m_wish;
    bool m_isFirst = false; ///< nothing else is here from its sender
    int m_deaths = 0;       ///< of the view over this message
    QTimer m_beforeFirst;   ///< runs while the engine is not there yet and its first message may be passed by
    QTimer m_textMeanwhile; ///< the engine takes its time: the text is better than nothing
    engine::OpenedMessagePtr m_message;
    bool m_preferText = false;
    bool m_html = false;
    QVBoxLayout *m_banners;
    QVBoxLayout *m_below;
    QVBoxLayout *m_content;
    TextBody *m_text;
    FindBar *m_find;
    ReadingLook m_look;
    Banner *m_link = nullptr;
};

} // namespace tern::ui
